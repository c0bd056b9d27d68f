import { IconPackageExport } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ExportFormat, ModelFormat } from '../../../studio/studio-state.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import { ExportChoice } from './export-choice.tsx';
import classes from './export-panel.module.css';
import { SaveWork } from './save-work.tsx';

const CompressionPart = createLazyPart(async () => (await import('./compression-part.tsx')).CompressionPart);

const formats: readonly ModelFormat[] = ['full-model', 'head', 'report'];

/** Step five: the trained model as files. */
export function ExportPanel() {
  const { export: words, steps, general } = useMessages();
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
    <Panel id="export" title={steps.export} icon={<IconPackageExport size={20} stroke={1.75} />}>
      {model === null && <p className={classes.before}>{words.before}</p>}
      {exporting.phase === 'failed' && <FailureNotice failure={exporting.failure} />}
      {exporting.phase === 'done' && exporting.leftOut.length > 0 && (
        <Notice kind="problem">{words.leftOut(exporting.leftOut)}</Notice>
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
    </Panel>
  );
}
