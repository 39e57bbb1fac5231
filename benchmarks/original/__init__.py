"""The recipe of the tutorial of 2017 that this project starts from, on today's Keras: what ours is measured against.

Written anew from what the tutorial does, its weaknesses included: input padded to fifty with the symbol that unknown
characters get too, no mask, fifty decoding steps, the whole distribution fed back, one-hot input, no gradient clipping.
Where it only wasted time (it multiplied one state by one matrix at each of fifty positions) the port does not.
"""
