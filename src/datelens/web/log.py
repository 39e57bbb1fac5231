"""Log: one JSON object a line, on standard error, for requests and for what goes wrong alike."""

from __future__ import annotations

import datetime
import json
import logging
from typing import Any

ACCESS = logging.getLogger("datelens.web.access")
FAULTS = logging.getLogger("datelens.web.faults")


class JsonLines(logging.Formatter):
    """Writes a record as a JSON object; what stands in its attribute `facts` stands in the object.

    Everything is escaped to ASCII, so that nothing in a request can write a line of its own or steer a terminal.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        time = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        line: dict[str, Any] = {
            "time": time.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True)


def configuration(requests: bool) -> dict[str, Any]:
    """What `logging.config.dictConfig` takes.

    Args:
        requests: whether to log a line a request.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "datelens.web.log.JsonLines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stderr"}},
        "loggers": {
            "datelens.web": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            "datelens.web.access": {"level": "INFO" if requests else "WARNING"},
            "uvicorn": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        },
    }
