"""What makes maps true: small models of several recipes, trained on the same examples and measured.

variants   the recipes, and what each changes
score      exact match, by length too, and every figure of its maps; kept beside the run
page       all of them as one page, with its plots
labelled   texts as people write them, their gold spans marked by hand (JSON lines)
"""
