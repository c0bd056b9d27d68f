import { IconPhotoScan } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useId, useState } from 'react';
import { importLimits } from '../../../core/dataset/import-limits.ts';
import { isZip } from '../../../core/dataset/is-zip.ts';
import { looksLikeImage } from '../../../core/dataset/looks-like-image.ts';
import { mayBeModel } from '../../../studio/find-model-file.ts';
import type { NamedBlob } from '../../../studio/studio.ts';
import type { PredictionState } from '../../../studio/studio-state.ts';
import { BlobImage } from '../../components/blob-image.tsx';
import { carriesFiles } from '../../components/carries-files.ts';
import fileInput from '../../components/file-input.module.css';
import { imageTypes } from '../../components/image-types.ts';
import { useTakeDrop } from '../../components/use-take-drop.ts';
import { useMessages } from '../../messages-context.ts';
import { usePagePorts } from '../../page-ports.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './image-to-classify.module.css';

interface ImageToClassifyProps {
  readonly disabled: boolean;
  /** Lies over the picture. */
  readonly children?: ReactNode;
}

/** Where an image is dropped or chosen; afterwards it shows the square of it that the model sees. A model that is dropped here, without images, is opened. */
export function ImageToClassify({ disabled, children }: ImageToClassifyProps) {
  const studio = useStudio();
  const ports = usePagePorts();
  const takeDrop = useTakeDrop();
  const id = useId();
  const { predict } = useMessages();
  const prediction = useStudioState((state) => state.prediction);
  const [dragged, setDragged] = useState(false);

  function classifyFirst([image, ...others]: readonly NamedBlob[]) {
    if (image !== undefined) void studio.predictFile(image, others.length);
  }

  async function drop(event: DragEvent) {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setDragged(false);
    const list = takeDrop(event.dataTransfer);
    if (list === null) return;
    const files = await list((foundCount) => (foundCount > importLimits.fileCount ? 'stop' : 'continue'));
    const images = files.filter(({ path, blob }) => looksLikeImage(path, blob.type));
    const maybeModel = files.some(({ path, blob }) => isZip(path, blob.type) || mayBeModel(path));
    if (maybeModel && images.length === 0) return void studio.openModel(files);
    // Also without a model: then the studio says that one has to be trained first.
    classifyFirst(images.length > 0 ? images : files);
  }

  // What could not be opened has no picture.
  const source = prediction === null || prediction.phase === 'failed' ? null : prediction.source;
  const image = source?.kind === 'file' ? source : null;
  const picture = usePicture(image?.image ?? null, prediction);
  return (
    <label
      htmlFor={id}
      className={classes.target}
      data-dragged={dragged || undefined}
      data-disabled={disabled || undefined}
      data-filled={image !== null || undefined}
      onDragEnter={(event) => carriesFiles(event) && setDragged(true)}
      onDragLeave={() => setDragged(false)}
      onDragOver={(event) => carriesFiles(event) && event.preventDefault()}
      onDrop={(event) => void drop(event)}
    >
      <input
        id={id}
        type="file"
        className={fileInput.input}
        aria-label={predict.input}
        accept={imageTypes}
        disabled={disabled}
        onChange={(event) => {
          const input = event.currentTarget;
          if (input.files !== null) classifyFirst(ports.readPickedFiles(input.files));
          // The same file can be picked again.
          input.value = '';
        }}
      />
      {image !== null && picture.blob !== null && (
        <BlobImage
          className={classes.image}
          blob={picture.blob}
          alt={predict.preview(image.name)}
          onError={picture.onError}
        />
      )}
      {image !== null && children}
      <span aria-hidden className={classes.words}>
        <IconPhotoScan size={28} stroke={1.5} className={classes.icon} />
        <span className={classes.name}>{dragged ? predict.dropHere : predict.input}</span>
        <span className={classes.help}>{predict.inputHelp}</span>
      </span>
    </label>
  );
}

/** The file itself, or, where the page cannot show it or not as the model saw it, the square that the model saw. */
function usePicture(
  file: Blob | null,
  prediction: PredictionState | null,
): { readonly blob: Blob | null; readonly onError: () => void } {
  const [refused, setRefused] = useState<Blob | null>(null);
  const onError = () => setRefused(file);
  const { thumbnail, remark } = prediction?.phase === 'done' ? prediction : { thumbnail: null, remark: null };
  if (refused !== file && remark?.kind !== 'cut-off') return { blob: file, onError };
  return { blob: thumbnail, onError: () => {} };
}
