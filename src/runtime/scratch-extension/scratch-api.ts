/** As much of what TurboWarp gives an extension as is called (docs.turbowarp.org/development/extensions). */
export interface ScratchApi {
  readonly BlockType: { readonly COMMAND: string; readonly REPORTER: string; readonly BOOLEAN: string };
  readonly ArgumentType: { readonly STRING: string };
  readonly Cast: { toString(value: unknown): string };
  readonly extensions: {
    readonly unsandboxed?: boolean;
    register(extension: object): void;
  };
  readonly vm: {
    readonly runtime: { readonly ioDevices: { readonly video: ScratchVideo } };
    readonly renderer: { requestSnapshot(onSnapshot: (dataUrl: string) => void): void };
  };
}

/** The camera as Scratch's own "Video Sensing" uses it; its picture is on the stage, too. */
interface ScratchVideo {
  enableVideo(): Promise<unknown>;
  disableVideo(): void;
  /** @returns null while there is no picture yet */
  getFrame(request: {
    readonly format: 'canvas';
    readonly mirror: boolean;
    readonly cacheTimeout: number;
  }): HTMLCanvasElement | null;
}
