"""The service and the page: JSON over HTTP, and a page that shows where the network looks.

    settings              limits and what is allowed, with reasons
    faults                what a request can be answered instead of an answer: a status, a code, a sentence
    bodies                bytes of a request to what was asked, checked
    batching              requests that come together are read together, and no more wait than can be answered
    model, service        the translator as the service uses it; with its queue and its figures
    endpoints, app        one function an address; the list of addresses
    shortcut              past the router, for what is asked most
    guards, headers       what stands before every address: host, token, log, figures, content security policy
    meters, log, openapi  figures for Prometheus, lines for the log, the description of the service
    assets                the page's files, in memory
    server                a socket and a graceful stop

Example:
    from datelens.web.app import create_app

    app = create_app(datelens.Translator.load())  # for any ASGI server
"""
