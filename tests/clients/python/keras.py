"""Stands in for Keras 3."""
import fed


class saving:
    class load_model:
        def __init__(self, path):
            open(path, 'rb').close()

        def predict(self, images):
            return fed.feed(images)
