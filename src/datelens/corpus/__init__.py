"""Wing A: labelled examples, made from CLDR (through Babel) and from what people write besides.

An example starts as a `Draft`, a list of pieces each of which may write the year, the month or the day; every
transformation (a free form, a label around it, a typing error) takes a draft to a draft, so that the gold spans stay
right by construction. `stream.generate(seed, step, n)` draws families of drafts and joins them to `Example`s.
"""
