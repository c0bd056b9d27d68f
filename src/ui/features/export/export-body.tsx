import { useEffect, useState } from 'react';
import type { ExportFormat, ModelFormat } from '../../../studio/studio-state.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import classes from './export-body.module.css';
import { ExportChoice } from './export-choice.tsx';
import { SaveWork } from './save-work.tsx';

const CompressionPart = createLazyPart(async () => (await import('./compression-part.tsx')).CompressionPart);

const formats: readonly ModelFormat[] = ['full-model', 'head', 'report'];

/** The trained model, and the person's work, as files. */
export function ExportBody() {
  const { general, exportLeftOut } = useMessages();
  const { export: words } = useLateMessages();
  const model = useStudioState((state) => state.model);
  const exporting = useStudioState((state) => state.exporting);
  const [compressionShown, setCompressionShown] = useState(false);
  const [saved, setSaved] = useState<ReadonlyMap<ExportFormat, string>>(new Map());

  useEffect(() => {
    if (exporting.phase !== 'done') return;
    const { format, fileName, sizeBytes } = exporting;
    setSaved((before) => new Map(before).set(format, words.saved(fileName, general.size(sizeBytes))));
  }, [exporting, words, general]);

  return (
    <>
      {model === null && <p className={classes.before}>{words.before}</p>}
      {exporting.phase === 'failed' && <FailureNotice failure={exporting.failure} />}
      {exporting.phase === 'done' && exporting.leftOut.length > 0 && (
        <Notice kind="problem">{exportLeftOut(exporting.leftOut)}</Notice>
      )}
      <ul className={classes.choices}>
        {formats.map((format) => (
          <li key={format}>
            <ExportChoice format={format} model={model} saved={saved.get(format) ?? null} />
          </li>
        ))}
      </ul>
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
