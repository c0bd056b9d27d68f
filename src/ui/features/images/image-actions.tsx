import { Button } from '@mantine/core';
import { IconEye, IconEyeOff, IconFolderSymlink, IconPin, IconTrash } from '@tabler/icons-react';
import type { StudioSample } from '../../../studio/studio-state.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { MenuButton } from '../../components/menu-button.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio } from '../../studio-context.tsx';
import classes from './image-actions.module.css';

const MoveMenu = createLazyPart(async () => (await import('./move-menu.tsx')).MoveMenu);
const SetMenu = createLazyPart(async () => (await import('./set-menu.tsx')).SetMenu);

interface ImageActionsProps {
  readonly classId: string;
  /** At least one, all of that class. */
  readonly samples: readonly StudioSample[];
  /** Called before they leave the class. */
  readonly onLeave: () => void;
}

/** What can be done to one image or several of a class. */
export function ImageActions({ classId, samples, onLeave }: ImageActionsProps) {
  const studio = useStudio();
  const { images, gallery } = useMessages();
  const ids = samples.map(({ id }) => id);
  const allLeftOut = samples.every(({ disabled }) => disabled);
  const EyeIcon = allLeftOut ? IconEye : IconEyeOff;
  return (
    <div className={classes.actions}>
      <MenuButton
        label={gallery.moveSelected(samples.length)}
        text={gallery.moveTo}
        icon={<IconFolderSymlink size={18} stroke={1.75} />}
        menu={(button, close) => (
          <MoveMenu sampleIds={ids} classId={classId} onMoved={onLeave} button={button} onClose={close} />
        )}
      />
      <MenuButton
        label={gallery.setOfSelected(samples.length)}
        text={gallery.set}
        icon={<IconPin size={18} stroke={1.75} />}
        menu={(button, close) => <SetMenu samples={samples} button={button} onClose={close} />}
      />
      <Button
        variant="subtle"
        px={10}
        leftSection={<EyeIcon size={18} stroke={1.75} />}
        onClick={() => studio.disableSamples(ids, !allLeftOut)}
      >
        {allLeftOut ? gallery.takeIn : gallery.leaveOut}
      </Button>
      <Button
        variant="subtle"
        px={10}
        leftSection={<IconTrash size={18} stroke={1.75} />}
        aria-label={images.removeSelected(samples.length)}
        onClick={() => {
          onLeave();
          studio.removeSamples(ids);
        }}
      >
        {gallery.remove}
      </Button>
    </div>
  );
}
