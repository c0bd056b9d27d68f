import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import type { ClassFinding } from '../../../studio/finding.ts';
import { selectActiveClassSamples } from '../../../studio/select-active-samples.ts';
import { FilePicker } from '../../components/file-picker.tsx';
import { handOnFocus } from '../../components/hand-on-focus.ts';
import { imageTypes } from '../../components/image-types.ts';
import { ShowMore } from '../../components/show-more.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { usePagePorts } from '../../page-ports.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './found-classes.module.css';
import { FoundImage } from './found-image.tsx';

const firstCount = 4;
const pageSize = 16;

interface FoundClassesProps {
  readonly finding: Extract<ClassFinding, { readonly kind: 'few-images' }>;
}

/** Small classes with the images that they have, each with a press that adds more and one that leaves the class out. */
export function FoundClasses({ finding: { classIds } }: FoundClassesProps) {
  const studio = useStudio();
  const ports = usePagePorts();
  const { health } = useLateMessages();
  const studioClasses = useStudioState((state) => state.classes);
  const samples = useStudioState((state) => state.samples);
  const [shownCount, setShownCount] = useState(firstCount);
  const words = health.fewImages;
  const imagesOf = selectActiveClassSamples(studioClasses, samples);
  return (
    <>
      <ul className={classes.found}>
        {classIds.slice(0, shownCount).map((classId) => {
          const name = studioClasses.find(({ id }) => id === classId)?.name ?? '';
          const images = imagesOf.get(classId) ?? [];
          return (
            <li key={classId}>
              <span className={classes.name}>{words.classCount(name, images.length)}</span>
              <span className={classes.images}>
                {images.map((sample) => (
                  <FoundImage key={sample.id} sample={sample} />
                ))}
              </span>
              <span className={classes.buttons}>
                <FilePicker
                  label={words.addTo(name)}
                  text={words.add}
                  icon={<IconUpload size={18} stroke={1.75} />}
                  accept={imageTypes}
                  multiple
                  onPick={(files) => void studio.addImages(classId, ports.readPickedFiles(files))}
                />
                <Button
                  ref={handOnFocus}
                  variant="subtle"
                  color="gray"
                  aria-label={words.leaveOutClass(name)}
                  onClick={() => studio.disableClass(classId, true)}
                >
                  {words.leaveOut}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
      <ShowMore
        shownCount={shownCount}
        totalCount={classIds.length}
        pageSize={pageSize}
        onMore={setShownCount}
      />
    </>
  );
}
