import { ActionIcon, Button } from '@mantine/core';
import { IconCamera, IconTrash, IconUpload } from '@tabler/icons-react';
import { type DragEvent, memo, useState } from 'react';
import type { StudioClass, StudioSample } from '../../../studio/studio-state.ts';
import { carriesFiles } from '../../components/carries-files.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { FilePicker } from '../../components/file-picker.tsx';
import { useTakeDrop } from '../../components/use-take-drop.ts';
import { useMessages } from '../../messages-context.ts';
import { usePagePorts } from '../../page-ports.ts';
import { useStudio } from '../../studio-context.tsx';
import classes from './class-card.module.css';
import { ClassNameBox } from './class-name-box.tsx';
import { firstCount, ThumbnailGrid } from './thumbnail-grid.tsx';

const CameraDialog = createLazyPart(async () => (await import('./camera-dialog.tsx')).CameraDialog);

interface ClassCardProps {
  readonly studioClass: StudioClass;
  readonly samples: readonly StudioSample[];
}

/** One class: its name, its images, the ways to add more; files dropped on it join it. */
export const ClassCard = memo(function ClassCard({ studioClass, samples }: ClassCardProps) {
  const studio = useStudio();
  const { images, general } = useMessages();
  const [cameraShown, setCameraShown] = useState(false);
  const [all, setAll] = useState(false);
  const takeDrop = useTakeDrop();
  const [dragDepth, setDragDepth] = useState(0);
  const { id, name } = studioClass;
  const waitingCount = samples.filter((sample) => sample.state === 'waiting').length;

  function drop(event: DragEvent) {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setDragDepth(0);
    const list = takeDrop(event.dataTransfer);
    if (list !== null) void studio.receiveDrop(list, id);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot shrink below its content, and this is no form
    <div
      role="group"
      aria-label={name}
      className={classes.card}
      data-target={dragDepth > 0 || undefined}
      onFocus={() => studio.enterClass(id)}
      onDragEnter={(event) => carriesFiles(event) && setDragDepth((depth) => depth + 1)}
      onDragLeave={(event) => carriesFiles(event) && setDragDepth((depth) => Math.max(0, depth - 1))}
      onDragOver={(event) => carriesFiles(event) && event.preventDefault()}
      onDrop={drop}
    >
      <div className={classes.head}>
        <ClassNameBox studioClass={studioClass} />
        <ActionIcon aria-label={images.deleteClass(name)} onClick={() => studio.deleteClass(id)}>
          <IconTrash size={18} stroke={1.75} />
        </ActionIcon>
      </div>
      <div className={classes.counts}>
        <span>{general.images(samples.length)}</span>
        {waitingCount > 0 && <span className={classes.waiting}>{images.waiting(waitingCount)}</span>}
        {samples.length > firstCount && (
          <button type="button" className={classes.all} aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? general.showFewer : general.showAll(samples.length)}
          </button>
        )}
      </div>
      {samples.length > 0 ? (
        <ThumbnailGrid className={name} samples={samples} all={all} />
      ) : (
        <p className={classes.empty}>{images.emptyClass}</p>
      )}
      <div className={classes.actions}>
        <AddImages studioClass={studioClass} onCamera={() => setCameraShown(true)} />
      </div>
      {dragDepth > 0 && <p className={classes.dropNote}>{images.dropOnClass(name)}</p>}
      {cameraShown && (
        <CameraDialog
          studioClass={studioClass}
          imageCount={samples.length}
          onClose={() => setCameraShown(false)}
        />
      )}
    </div>
  );
});

interface AddImagesProps {
  readonly studioClass: StudioClass;
  readonly onCamera: () => void;
}

function AddImages({ studioClass: { id, name }, onCamera }: AddImagesProps) {
  const studio = useStudio();
  const ports = usePagePorts();
  const { images } = useMessages();
  return (
    <>
      <FilePicker
        label={images.addImagesTo(name)}
        text={images.addImages}
        icon={<IconUpload size={18} stroke={1.75} />}
        accept="image/*,video/*"
        multiple
        quiet
        onPick={(files) => void studio.addImages(id, ports.readPickedFiles(files))}
      />
      <Button
        variant="subtle"
        px={10}
        leftSection={<IconCamera size={18} stroke={1.75} />}
        aria-label={images.useCameraFor(name)}
        onClick={onCamera}
      >
        {images.useCamera}
      </Button>
    </>
  );
}
