import { Button } from '@mantine/core';
import { IconCamera, IconUpload } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { StudioClass, StudioSample } from '../../../studio/studio-state.ts';
import { styleClassColour } from '../../class-colour.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { FilePicker } from '../../components/file-picker.tsx';
import { imageTypes } from '../../components/image-types.ts';
import { useMessages } from '../../messages-context.ts';
import { usePagePorts } from '../../page-ports.ts';
import { useStudio } from '../../studio-context.tsx';
import classes from './class-card.module.css';
import { ClassGallery } from './class-gallery.tsx';
import { ClassHead } from './class-head.tsx';
import { nothingSelected, selectAll } from './gallery-selection.ts';
import { firstCount } from './thumbnail-grid.tsx';
import { useDropTarget } from './use-drop-target.ts';

const CameraDialog = createLazyPart(async () => (await import('./camera-dialog.tsx')).CameraDialog);

interface ClassCardProps {
  readonly studioClass: StudioClass;
  readonly samples: readonly StudioSample[];
  /** Those that the search finds; all without one. */
  readonly found: readonly StudioSample[];
  /** Whether it is in sight or near to it; far from it, its name and its counts are enough. */
  readonly near: boolean;
}

/** One class: its name, its images, the ways to add more; what is dropped on it joins it. */
export const ClassCard = memo(function ClassCard(props: ClassCardProps) {
  const { studioClass, samples, found, near } = props;
  const studio = useStudio();
  const { images, gallery } = useMessages();
  const [cameraShown, setCameraShown] = useState(false);
  const [all, setAll] = useState(false);
  const [selection, setSelection] = useState(nothingSelected);
  const { id, name, colour, disabled } = studioClass;
  const { dragged, handlers } = useDropTarget(id);
  const searched = found.length < samples.length;
  // What was begun here stays as it is.
  const drawn = near || selection.ids.size > 0 || all || cameraShown;

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot shrink below its content, and this is no form
    <div
      role="group"
      aria-label={name}
      tabIndex={drawn ? -1 : 0}
      className={classes.card}
      onFocus={() => studio.enterClass(id)}
      style={styleClassColour(colour)}
      data-target={dragged !== null || undefined}
      data-left-out={disabled || undefined}
      {...handlers}
    >
      {drawn ? (
        <>
          <ClassHead
            studioClass={studioClass}
            selectableCount={found.length}
            searched={searched}
            onSelectAll={() => setSelection(selectAll(found.map((sample) => sample.id)))}
          />
          <Counts {...props} all={all} onAll={setAll} />
          {found.length > 0 && (
            <ClassGallery
              studioClass={studioClass}
              samples={found}
              searched={searched}
              all={all && found.length > firstCount}
              selection={selection}
              onSelect={setSelection}
            />
          )}
          {samples.length === 0 && <p className={classes.empty}>{images.emptyClass}</p>}
          <div className={classes.actions}>
            <AddImages studioClass={studioClass} onCamera={() => setCameraShown(true)} />
          </div>
        </>
      ) : (
        <>
          <p className={classes.farName}>{name}</p>
          <Counts {...props} all={all} onAll={setAll} />
        </>
      )}
      {dragged !== null && (
        <p className={classes.dropNote}>
          <span>{dragged === 'files' ? images.dropOnClass(name) : gallery.dropImages(name)}</span>
        </p>
      )}
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

interface CountsProps extends ClassCardProps {
  /** Whether all images are shown, or the first ones only. */
  readonly all: boolean;
  readonly onAll: (all: boolean) => void;
}

function Counts({ studioClass, samples, found, near, all, onAll }: CountsProps) {
  const { images, gallery, general } = useMessages();
  const waitingCount = samples.filter(({ state }) => state === 'waiting').length;
  const leftOutCount = samples.filter(({ disabled }) => disabled).length;
  return (
    <div className={classes.counts}>
      <span>
        {general.images(samples.length)}
        {!studioClass.disabled && leftOutCount > 0 && `, ${gallery.leftOut(leftOutCount)}`}
      </span>
      {studioClass.disabled && <span className={classes.leftOut}>{gallery.classLeftOut}</span>}
      {waitingCount > 0 && <span className={classes.waiting}>{images.waiting(waitingCount)}</span>}
      {found.length < samples.length && <span>{gallery.foundHere(found.length)}</span>}
      {near && found.length > firstCount && (
        <button type="button" className={classes.all} aria-expanded={all} onClick={() => onAll(!all)}>
          {all ? general.showFewer : general.showAll(found.length)}
        </button>
      )}
    </div>
  );
}

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
        accept={`${imageTypes},video/*`}
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
