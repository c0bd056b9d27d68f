import { IconFolderDown } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { carriesFiles } from '../components/carries-files.ts';
import { useMessages } from '../messages-context.ts';
import { usePagePorts } from '../page-ports.ts';
import { useStudio } from '../studio-context.tsx';
import classes from './page-drop-target.module.css';

/** Takes files that are dropped anywhere where nothing nearer takes them, and says so while they are dragged. */
export function PageDropTarget() {
  const studio = useStudio();
  const ports = usePagePorts();
  const { images } = useMessages();
  const [shown, setShown] = useState(false);

  useEffect(() => {
    // A drag enters each element that it passes before it leaves the last.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setShown(true);
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth -= 1;
      if (depth <= 0) setShown(false);
    };
    const over = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setShown(false);
      // A class or the Predict step has taken it.
      if (event.defaultPrevented || event.dataTransfer === null || !carriesFiles(event)) return;
      event.preventDefault();
      void studio.receiveDrop(ports.readDroppedFiles(event.dataTransfer), null);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, [studio, ports]);

  if (!shown) return null;
  return (
    <div className={classes.overlay} aria-hidden>
      <div className={classes.words}>
        <IconFolderDown size={24} stroke={1.75} />
        <div>
          <strong>{images.dropTitle}</strong>
          <p>{images.dropText}</p>
        </div>
      </div>
    </div>
  );
}
