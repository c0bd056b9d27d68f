import { useEffect, useRef, useState } from 'react';
import type { ExportFormat } from '../../../studio/export-state.ts';
import { exportPlaces, listFormatsOf } from '../../../studio/model-formats.ts';
import { nameExport } from '../../../studio/name-export.ts';
import { selectModelClassNames } from '../../../studio/select-class-name.ts';
import type { StudioState } from '../../../studio/studio-state.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './export-body.module.css';
import { ExportChoice } from './export-choice.tsx';
import { FormatPreview } from './format-preview.tsx';
import { SaveWork } from './save-work.tsx';
import type { SavedFile } from './saved-file.ts';

const CompressionPart = createLazyPart(async () => (await import('./compression-part.tsx')).CompressionPart);
const SharePart = createLazyPart(async () => (await import('./share-part.tsx')).SharePart);

/** The trained model, and the person's work, as files. */
export function ExportBody() {
  const studio = useStudio();
  const { exportLeftOut } = useMessages();
  const { export: words, share } = useLateMessages();
  const model = useStudioState((state) => state.model);
  const exporting = useStudioState((state) => state.exporting);
  const pageName = useStudioState(({ classes, model }) =>
    nameExport({ format: 'offline-page' }, model === null ? [] : selectModelClassNames(classes, model)),
  );
  const [compressionShown, setCompressionShown] = useState(false);
  const [shareShown, setShareShown] = useState(false);
  const [saved, setSaved] = useState<ReadonlyMap<ExportFormat, SavedFile>>(new Map());

  /** The state when the export under way began: what changes meanwhile is not in its file. */
  const begunWith = useRef<StudioState | null>(null);
  useEffect(() => {
    const state = studio.store.getState();
    if (exporting.phase === 'running') {
      begunWith.current ??= state;
      return;
    }
    const madeFrom = begunWith.current ?? state;
    begunWith.current = null;
    if (exporting.phase !== 'done') return;
    const { format, fileName, sizeBytes, check } = exporting;
    setSaved((before) => new Map(before).set(format, { fileName, sizeBytes, check, madeFrom }));
  }, [exporting, studio]);

  return (
    <>
      {exporting.phase === 'failed' && <FailureNotice failure={exporting.failure} />}
      {exporting.phase === 'done' && exporting.leftOut.length > 0 && (
        <Notice kind="problem">{exportLeftOut(exporting.leftOut)}</Notice>
      )}
      {model === null ? (
        <FormatPreview />
      ) : (
        exportPlaces.map((place) => (
          <section key={place} className={classes.place} aria-labelledby={`export-${place}`}>
            <h3 id={`export-${place}`} className={classes.title}>
              {words.places[place]}
            </h3>
            <ul className={classes.choices}>
              {listFormatsOf(place).map((format) => (
                <li key={format}>
                  <ExportChoice format={format} model={model} saved={saved.get(format) ?? null} />
                  {format === 'offline-page' && (
                    <Disclosure title={share.title} onOpen={() => setShareShown(true)}>
                      {shareShown && <SharePart fileName={pageName} />}
                    </Disclosure>
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))
      )}
      {model !== null && (
        <Disclosure title={words.compression} onOpen={() => setCompressionShown(true)}>
          {compressionShown && <CompressionPart model={model} />}
        </Disclosure>
      )}
      <SaveWork saved={saved} />
      <p className={classes.private}>{words.deviceOnly}</p>
    </>
  );
}
