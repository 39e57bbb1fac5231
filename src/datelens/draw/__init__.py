"""Drawing: a map in; terminal text, SVG, figures for papers and HTML out. See `docs/architecture.md`."""
