"""What the code hands to a model. No library that runs models can be installed where the tests run: these stand in their place."""
import json
import numpy as np

inputs = []


def feed(images):
    """Keeps what a model is given. The answer is sure of another class each time: 0.75, and nothing for the others."""
    index = len(inputs)
    inputs.append({'dtype': str(images.dtype), 'shape': list(images.shape)})
    np.ascontiguousarray(images).tofile(f'input-{index}')
    with open('facts.json') as file:
        class_count = json.load(file)['classCount']
    answer = np.zeros((1, class_count), np.float32)
    answer[0, index % class_count] = 0.75
    return answer
