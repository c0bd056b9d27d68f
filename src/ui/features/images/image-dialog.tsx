import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { StudioClass, StudioSample } from '../../../studio/studio-state.ts';
import { BlobImage } from '../../components/blob-image.tsx';
import { ClassSwatch } from '../../components/class-swatch.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { HeatMapButton } from '../../components/heat-map-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useMessages } from '../../messages-context.ts';
import { ImageActions } from './image-actions.tsx';
import classes from './image-dialog.module.css';

interface ImageDialogProps {
  readonly studioClass: StudioClass;
  /** Those that can be gone through. */
  readonly samples: readonly StudioSample[];
  /** The place in `samples` of the one that is shown. */
  readonly index: number;
  readonly onShow: (sampleId: string) => void;
  readonly onClose: () => void;
}

/** What the browser made of an image's bytes. */
interface Opened {
  readonly sampleId: string;
  /** Width and height in pixels; null where the browser cannot show it. */
  readonly pixels: readonly [number, number] | null;
}

/** One image of a class, large, with what is known of it and what can be done to it; the arrow keys go through all. */
export function ImageDialog({ studioClass, samples, index, onShow, onClose }: ImageDialogProps) {
  const { gallery } = useMessages();
  const [opened, setOpened] = useState<Opened | null>(null);
  const sample = samples[index];
  if (sample === undefined) return null;
  const [before, after] = [samples[index - 1], samples[index + 1]];
  const pixels = opened?.sampleId === sample.id ? opened.pixels : undefined;
  const next = after ?? before;

  function onKeyDown(event: KeyboardEvent) {
    // A menu that is open has these keys for itself.
    if (event.target instanceof Element && event.target.closest('[role=menu]') !== null) return;
    const target = { ArrowLeft: before, ArrowRight: after }[event.key];
    if (target !== undefined) onShow(target.id);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: shortcuts for the two buttons, from anywhere in the dialog
    <div onKeyDown={onKeyDown}>
      <Dialog title={<bdi>{sample.file}</bdi>} onClose={onClose} size={760}>
        <div className={classes.body}>
          <div className={classes.picture}>
            <TurnButton label={gallery.previousImage} target={before} onShow={onShow}>
              <IconChevronLeft size={22} stroke={1.75} />
            </TurnButton>
            <BlobImage
              key={sample.id}
              blob={pixels === null && sample.thumbnail !== null ? sample.thumbnail : sample.image}
              alt={sample.file}
              onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
                if (pixels === undefined)
                  setOpened({ sampleId: sample.id, pixels: [naturalWidth, naturalHeight] });
              }}
              onError={() => setOpened({ sampleId: sample.id, pixels: null })}
            />
            <TurnButton label={gallery.nextImage} target={after} onShow={onShow}>
              <IconChevronRight size={22} stroke={1.75} />
            </TurnButton>
          </div>
          {pixels === null && <Notice kind="hint">{gallery.originalNotShown}</Notice>}
          <Facts sample={sample} studioClass={studioClass} pixels={pixels ?? null} />
          <div className={classes.foot}>
            <p aria-live="polite">{gallery.imageOf(index + 1, samples.length)}</p>
            <HeatMapButton sample={sample} onLeave={onClose} />
            <ImageActions
              classId={studioClass.id}
              samples={[sample]}
              onLeave={() => (next === undefined ? onClose() : onShow(next.id))}
            />
          </div>
        </div>
      </Dialog>
    </div>
  );
}

interface TurnButtonProps {
  readonly label: string;
  /** The image that it leads to; where there is none, it rests, and the keyboard stays on it. */
  readonly target: StudioSample | undefined;
  readonly onShow: (sampleId: string) => void;
  readonly children: ReactNode;
}

function TurnButton({ label, target, onShow, children }: TurnButtonProps) {
  return (
    <ActionIcon
      aria-label={label}
      title={label}
      aria-disabled={target === undefined}
      {...(target === undefined ? { 'data-disabled': true } : {})}
      onClick={() => target !== undefined && onShow(target.id)}
    >
      {children}
    </ActionIcon>
  );
}

interface FactsProps {
  readonly sample: StudioSample;
  readonly studioClass: StudioClass;
  readonly pixels: readonly [number, number] | null;
}

function Facts({ sample, studioClass, pixels }: FactsProps) {
  const { gallery, general } = useMessages();
  const { image, assignedSet, pinnedSet, disabled } = sample;
  return (
    <dl className={classes.facts}>
      <dt>{gallery.factClass}</dt>
      <dd>
        <ClassSwatch colour={studioClass.colour} /> <bdi>{studioClass.name}</bdi>
      </dd>
      <dt>{gallery.set}</dt>
      <dd>
        {disabled || studioClass.disabled ? gallery.classLeftOut : gallery.setOf(pinnedSet, assignedSet)}
      </dd>
      <dt>{gallery.factSize}</dt>
      <dd>{gallery.sizeOf(general.size(image.size), pixels)}</dd>
    </dl>
  );
}
