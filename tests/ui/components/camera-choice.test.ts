import { expect, test } from 'vitest';
import { en } from '../../../src/messages/en.ts';
import { nameCameras } from '../../../src/ui/components/camera-choice.tsx';

test('cameras of a phone are called by where they look, others as the system calls them', () => {
  const cameras = [
    { id: '1', label: 'camera2 1, facing front', facing: 'user' },
    { id: '2', label: 'camera2 0, facing back', facing: 'environment' },
    { id: '3', label: 'camera2 2, facing back', facing: 'environment' },
    { id: '4', label: 'USB microscope', facing: null },
    { id: '5', label: '', facing: null },
  ] as const;
  expect(nameCameras(cameras, en.camera)).toEqual([
    'Front camera',
    'Back camera',
    'Back camera 2',
    'USB microscope',
    'Camera 5',
  ]);
});
