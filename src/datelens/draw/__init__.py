"""Drawing: a map in; terminal text, SVG, figures for papers, HTML and notebooks out.

    graphemes, bidi   what a reader takes for a character, and where it stands on a line
    layout            a map as columns and rows
    panels            maps with names and a common scale, and the difference of two
    terminal          lines of text
    scene             where everything stands in a picture: svg, figure (with fonts) and html write it down
    formats           one file, in the format that its name asks for
    notebook          results that draw themselves

Example:
    from datelens.draw.formats import save
    from datelens.draw.panels import panels

    save("map.svg", [panels([translator.explain("Saturday 9 May 2018")])])
"""
