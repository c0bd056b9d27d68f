import { Button } from '@mantine/core';
import { IconFileZip, IconFolder, IconPlus, IconSeedling } from '@tabler/icons-react';
import { flushSync } from 'react-dom';
import { FilePicker } from '../../components/file-picker.tsx';
import { RestingButton } from '../../components/resting-button.tsx';
import { useMessages } from '../../messages-context.ts';
import { usePagePorts } from '../../page-ports.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './bring-images.module.css';
import { EmptyPicture } from './empty-picture.tsx';
import { PasteButton } from './paste-button.tsx';

/** Every way to bring images in: large and explained while there is nothing yet, a row of buttons afterwards. */
export function BringImages({ compact }: { readonly compact: boolean }) {
  const studio = useStudio();
  const ports = usePagePorts();
  const { images } = useMessages();
  const importing = useStudioState((state) => state.importing !== null);

  /** The new class waits for its name at once. */
  function addClass() {
    const id = flushSync(() => studio.addClass());
    const nameBox = document.getElementById(`class-name-${id}`);
    if (nameBox instanceof HTMLInputElement) nameBox.select();
  }

  function importPicked(picked: FileList) {
    void studio.importFiles(ports.readPickedFiles(picked), null);
  }

  return (
    <div className={classes.ways} data-compact={compact || undefined}>
      {!compact && (
        <div className={classes.intro}>
          <EmptyPicture />
          <h3>{images.emptyTitle}</h3>
          <p>{images.emptyText}</p>
        </div>
      )}
      <div className={classes.way} data-kind="try">
        {!compact && (
          <div className={classes.words}>
            <h4>{images.tryTitle}</h4>
            <p>{images.tryText}</p>
          </div>
        )}
        <RestingButton
          variant={compact ? 'default' : 'filled'}
          leftSection={<IconSeedling size={18} stroke={1.75} />}
          resting={importing}
          onClick={() => void studio.importSampleImages()}
        >
          {images.sampleImages}
        </RestingButton>
      </div>
      <div className={classes.way} data-kind="own">
        {!compact && (
          <div className={classes.words}>
            <h4>{images.ownTitle}</h4>
            <p>{images.ownText}</p>
          </div>
        )}
        <Button
          variant={compact ? 'light' : 'default'}
          leftSection={<IconPlus size={18} stroke={2} />}
          onClick={addClass}
        >
          {images.addClass}
        </Button>
        {ports.canPickFolders && (
          <FilePicker
            label={images.importFolder}
            icon={<IconFolder size={18} stroke={1.75} />}
            folder
            resting={importing}
            onPick={importPicked}
            onNothing={studio.sayNothingChosen}
          />
        )}
        <FilePicker
          label={images.importZip}
          icon={<IconFileZip size={18} stroke={1.75} />}
          accept=".zip,.graft,.tm,application/zip"
          multiple
          resting={importing}
          onPick={importPicked}
        />
        <PasteButton />
      </div>
    </div>
  );
}
