"""Columns of dates: one core over Arrow arrays, and doors from pandas, polars, DuckDB and files."""
