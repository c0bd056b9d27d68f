"""Stands in for LiteRT: index 7 is where pictures go in, 9 where probabilities come out."""
import numpy as np
import fed


class Interpreter:
    def __init__(self, path):
        open(path, 'rb').close()

    def allocate_tensors(self):
        pass

    def get_input_details(self):
        return [{'index': 7}]

    def get_output_details(self):
        return [{'index': 9}]

    def set_tensor(self, index, images):
        assert index == 7
        self.images = images

    def invoke(self):
        self.answer = fed.feed(self.images)

    def get_tensor(self, index):
        assert index == 9
        return (self.answer * 256).astype(np.uint8) if self.images.dtype == np.uint8 else self.answer
