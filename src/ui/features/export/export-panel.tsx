import { IconPackageExport } from '@tabler/icons-react';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { Panel } from '../../components/panel.tsx';
import { useMessages } from '../../messages-context.ts';
import classes from './export-panel.module.css';

const ExportBody = createLazyPart(
  async () => (await import('./export-body.tsx')).ExportBody,
  <div className={classes.loading} />,
);

/** Step five: files to take away. */
export function ExportPanel() {
  const { steps } = useMessages();
  return (
    <Panel id="export" title={steps.export} icon={<IconPackageExport size={20} stroke={1.75} />}>
      <ExportBody />
    </Panel>
  );
}
