import { createContext, useContext } from 'react';
import type { Failure } from '../core/shared/failure.ts';
import type { ListFiles, NamedBlob } from '../studio/studio.ts';

/** Browser capabilities that panels need and the composition root provides. */
export interface PagePorts {
  /** Opens a camera by its id, or the browser's choice. Stop it when the picture is no longer shown. */
  openCamera(cameraId: string | null): Promise<CameraSession | Failure>;
  /** The cameras of this device, once one has been opened. */
  listCameras(): Promise<readonly ListedCamera[]>;
  /** Takes what was dropped, to be listed with paths, folders included. Must be called inside the drop event's own task. */
  readDroppedFiles(transfer: DataTransfer): ListFiles;
  /**
   * The image of another page that was dragged or copied without its file, or why it is not taken; null where there is none.
   * Must be called inside the event's own task.
   */
  readLinkedImage(
    transfer: DataTransfer,
  ): NamedBlob | { readonly path: string; readonly failure: Failure } | null;
  /** The images that were copied, or why there are none; null where the browser does not let pages ask. */
  readonly readClipboard: (() => Promise<readonly NamedBlob[] | Failure>) | null;
  /** The files of a file input or folder picker, with paths. */
  readPickedFiles(files: FileList): readonly NamedBlob[];
  /** Whether the browser has a folder picker. */
  readonly canPickFolders: boolean;
  /** The square middle of the picture that `video` shows now, as a JPEG. */
  captureFrame(video: HTMLVideoElement): Promise<Blob>;
  /** Opens a video file, to take frames of it. Close it when they are taken. */
  openVideo(file: Blob): Promise<VideoSession | Failure>;
  /** The credits that lie beside the sample images, parsed but not checked; null when they cannot be read. */
  readSampleCredits(): Promise<unknown>;
  /** The folder that the page lies in, where other devices reach it; null for a page of this device alone. */
  readonly hostFolderUrl: string | null;
  /** Opens the browser's print dialog for a page of its own, as HTML. */
  printPage(html: string): void;
  /** Loads the page anew. */
  reload(): void;
  readonly offline: OfflinePort;
}

/** Working offline, and new versions of the page. */
interface OfflinePort {
  /** `works-offline`: all files of this version are here. `new-version`: those of a newer one are, too. */
  readPhase(): 'online-only' | 'works-offline' | 'new-version';
  /** @returns ends it */
  subscribe(onChange: () => void): () => void;
  /** Loads the page again with the new version; the browser asks first where work would be lost. */
  takeUpNewVersion(): void;
}

/** A camera of this device. */
export interface ListedCamera {
  readonly id: string;
  /** As the system calls it; empty where it has no name. */
  readonly label: string;
  /** Whether it looks at the person or away from them; null where that is not known. */
  readonly facing: 'user' | 'environment' | null;
}

interface CameraSession {
  readonly stream: MediaStream;
  stop(): void;
}

/** A video file that can be played here. */
export interface VideoSession {
  readonly durationSeconds: number;
  readonly width: number;
  readonly height: number;
  /**
   * The square middle of the frame at this moment, as a JPEG.
   * @throws when the video cannot be read there
   */
  takeFrame(seconds: number): Promise<Blob>;
  close(): void;
}

const PagePortsContext = createContext<PagePorts | null>(null);

export const PagePortsProvider = PagePortsContext.Provider;

export function usePagePorts(): PagePorts {
  const ports = useContext(PagePortsContext);
  if (ports === null) throw new Error('PagePortsProvider is missing above this panel');
  return ports;
}
