"""Runs code.py once for each picture, which becomes the photo that the code opens."""
import json
import os
import shutil

with open('code.py') as file:
    code = compile(file.read(), 'code.py', 'exec')
for index in range(len(os.listdir('pictures'))):
    shutil.copy(f'pictures/{index}', 'photo.jpg')
    exec(code, {'__name__': '__main__'})
with open('inputs.json', 'w') as file:
    json.dump(__import__('fed').inputs, file)
