import { type CameraOptions, rememberCameraOptions } from './camera-options.ts';
import type { StudioContext } from './studio-context.ts';

/** Changes the options of the camera, which are remembered for the next visit. */
export function createCameraEditor({ ports, store }: StudioContext) {
  return {
    changeCamera(change: Partial<CameraOptions>): void {
      const camera = { ...store.getState().camera, ...change };
      store.setState({ camera });
      rememberCameraOptions(ports.preferences, camera);
    },
  };
}
