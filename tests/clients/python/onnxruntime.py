"""Stands in for ONNX Runtime."""
import json
import fed


class InferenceSession:
    def __init__(self, path):
        open(path, 'rb').close()

    def get_modelmeta(self):
        return self

    @property
    def custom_metadata_map(self):
        with open('facts.json') as file:
            return json.load(file)['onnxMetadata']

    def run(self, outputs, inputs):
        assert outputs is None and list(inputs) == ['images']
        return [fed.feed(inputs['images'])]
