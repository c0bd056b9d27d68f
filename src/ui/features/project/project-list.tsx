import { Button } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { ListedProject } from '../../../studio/studio.ts';
import { BlobImage } from '../../components/blob-image.tsx';
import { useMessages } from '../../messages-context.ts';
import classes from './project-list.module.css';

interface ProjectListProps {
  readonly listed: readonly ListedProject[];
  /** The one that is open here. */
  readonly openId: string;
  readonly onOpen: (projectId: string) => void;
  /** Called once the person has said it twice. */
  readonly onDelete: (projectId: string) => void;
}

/** All projects of this browser, the one that was changed last first. */
export function ProjectList({ listed, openId, onOpen, onDelete }: ProjectListProps) {
  const { projects, general } = useMessages();
  const [askedId, setAskedId] = useState<string | null>(null);
  return (
    <ul className={classes.list} aria-label={projects.all}>
      {listed.map(({ record, imageCount, sizeBytes, thumbnails }) => (
        <li key={record.id} className={classes.project} data-open={record.id === openId || undefined}>
          <div className={classes.pictures} aria-hidden>
            {thumbnails.length === 0 && <IconPhotoOff size={22} stroke={1.5} />}
            {thumbnails.map((thumbnail, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the pictures stay in their places
              <BlobImage key={index} blob={thumbnail} alt="" />
            ))}
          </div>
          <div className={classes.words}>
            <strong>{record.name}</strong>
            <span>
              {general.images(imageCount)}, {general.size(sizeBytes)}, {projects.changed(record.changedAt)}
            </span>
          </div>
          <div className={classes.actions}>
            {askedId === record.id ? (
              <>
                <span className={classes.question}>{projects.deleteQuestion}</span>
                <Button
                  color="red"
                  variant="light"
                  aria-label={projects.deleteForGood(record.name)}
                  onClick={() => {
                    setAskedId(null);
                    onDelete(record.id);
                  }}
                >
                  {projects.delete}
                </Button>
                <Button variant="subtle" onClick={() => setAskedId(null)}>
                  {general.cancel}
                </Button>
              </>
            ) : (
              <>
                {record.id === openId ? (
                  <span className={classes.question}>{projects.isOpen}</span>
                ) : (
                  <Button
                    variant="light"
                    aria-label={projects.openNamed(record.name)}
                    onClick={() => onOpen(record.id)}
                  >
                    {projects.open}
                  </Button>
                )}
                <Button
                  variant="subtle"
                  aria-label={projects.deleteNamed(record.name)}
                  onClick={() => setAskedId(record.id)}
                >
                  {projects.delete}
                </Button>
              </>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
