import { IconFolderDown } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { carriesFiles, markOwnDrag } from '../components/carries-files.ts';
import { useTakeDrop } from '../components/use-take-drop.ts';
import { useMessages } from '../messages-context.ts';
import { useStudio } from '../studio-context.tsx';
import classes from './page-drop-target.module.css';

/** A drag that was not over the page for so long has left it; the slowest browser tells every 350 ms. */
const goneMs = 800;

/** Takes files that are dropped anywhere where nothing nearer takes them, and says so while they are dragged. */
export function PageDropTarget() {
  const studio = useStudio();
  const takeDrop = useTakeDrop();
  const { images } = useMessages();
  const [shown, setShown] = useState(false);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(timer);
      setShown(false);
    };
    // Browsers do not say for certain when a drag leaves the page, but they tell again and again while it is over it.
    const over = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setShown(true);
      clearTimeout(timer);
      timer = setTimeout(hide, goneMs);
    };
    const drop = (event: DragEvent) => {
      hide();
      // A class or the Predict step has taken it.
      if (event.defaultPrevented || event.dataTransfer === null || !carriesFiles(event)) return;
      event.preventDefault();
      const list = takeDrop(event.dataTransfer);
      if (list !== null) void studio.receiveDrop(list, null);
    };
    window.addEventListener('dragstart', markOwnDrag);
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      hide();
      window.removeEventListener('dragstart', markOwnDrag);
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, [studio, takeDrop]);

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
