"""The tutorial's figures, remade from the shipped model.

__main__   the command: draws every figure and writes the page that shows them
plan       which texts, with which hints and readings, and what is to be seen in each
original   the map of the tutorial's own network, where one was trained by `benchmarks.train`
"""
