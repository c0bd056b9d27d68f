import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useId, useMemo, useState } from 'react';
import { drawQrCode } from '../../../core/export/qr-code/qr-code.ts';
import { writeQrPage } from '../../../core/export/qr-code/write-qr-page.ts';
import { writeQrSvg } from '../../../core/export/qr-code/write-qr-svg.ts';
import { linkMaximum, readLink } from '../../../studio/read-link.ts';
import { Notice } from '../../components/notice.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { usePagePorts } from '../../page-ports.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './share-part.module.css';

const targets = ['page', 'studio'] as const;
/** What a link opens: the file itself, or Graft with the model in it. */
type Target = (typeof targets)[number];

function linkTo(target: Target, folderUrl: string, fileName: string): string {
  const file = encodeURIComponent(fileName);
  return target === 'page' ? `${folderUrl}${file}` : `${folderUrl}?model=${file}`;
}

/** A page of the model on a host of the person's own, as a link and a QR code. */
export function SharePart({ fileName }: { readonly fileName: string }) {
  const { hostFolderUrl } = usePagePorts();
  const { share: words } = useLateMessages();
  const [target, setTarget] = useState<Target>('page');
  const [written, setWritten] = useState<Partial<Record<Target, string>>>({});
  const projectName = useStudioState((state) => state.project.name);
  const [label, setLabel] = useState(projectName);
  const suggested = hostFolderUrl === null ? '' : linkTo(target, hostFolderUrl, fileName);
  const text = written[target] ?? suggested;
  const link = readLink(text);
  const error = link.problem === null || link.problem === 'empty' ? null : words.problems[link.problem];
  const pageNote = hostFolderUrl === null ? words.deviceOnly : words.hosted;
  const studioNote = hostFolderUrl === null ? words.studioDeviceOnly : words.studioHosted;
  return (
    <div className={classes.part}>
      <SegmentedControl
        aria-label={words.opens}
        className={classes.targets ?? ''}
        value={target}
        onChange={(value) => setTarget(value === 'studio' ? 'studio' : 'page')}
        data={targets.map((value) => ({ value, label: words.targets[value] }))}
      />
      <ol className={classes.steps}>
        {(target === 'page' ? words.steps : words.studioSteps)(fileName).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className={classes.text}>{target === 'page' ? pageNote : studioNote}</p>
      <TextInput
        type="url"
        inputMode="url"
        label={words.address}
        placeholder="https://"
        maxLength={linkMaximum + 1}
        value={text}
        error={error}
        onChange={(event) => setWritten({ ...written, [target]: event.currentTarget.value })}
      />
      <TextInput
        label={words.label}
        description={words.labelHelp}
        maxLength={200}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      {link.problem === null && <QrCodeOfLink address={link.address} label={label} />}
    </div>
  );
}

function QrCodeOfLink({ address, label }: { readonly address: string; readonly label: string }) {
  const studio = useStudio();
  const { printPage } = usePagePorts();
  const { share: words } = useLateMessages();
  const captionId = useId();
  const svg = useMemo(() => writeQrSvg(drawQrCode(address), address), [address]);
  const { protocol, hostname } = new URL(address);
  const isThisDevice = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  return (
    <>
      <figure className={classes.figure} aria-labelledby={captionId}>
        <img
          className={classes.code}
          src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
          alt={words.codeOf(address)}
        />
        <figcaption id={captionId} className={classes.caption}>
          {label !== '' && <bdi className={classes.label}>{label}</bdi>}
          <bdi>{address}</bdi>
        </figcaption>
      </figure>
      {isThisDevice ? (
        <Notice kind="problem">{words.thisDevice}</Notice>
      ) : (
        protocol === 'http:' && <Notice kind="hint">{words.plainHttp}</Notice>
      )}
      <div className={classes.actions}>
        {(['svg', 'png'] as const).map((format) => (
          <Button
            key={format}
            variant="default"
            leftSection={<IconDownload size={18} stroke={1.75} />}
            onClick={() => void studio.downloadQrCode(address, label, format)}
          >
            {words.download(format.toUpperCase())}
          </Button>
        ))}
        <Button
          variant="default"
          leftSection={<IconPrinter size={18} stroke={1.75} />}
          onClick={() => printPage(writeQrPage(address, label))}
        >
          {words.print}
        </Button>
      </div>
    </>
  );
}
