import { IconClipboard } from '@tabler/icons-react';
import { useState } from 'react';
import { RestingButton } from '../../components/resting-button.tsx';
import { useMessages } from '../../messages-context.ts';
import { usePagePorts } from '../../page-ports.ts';
import { useStudio } from '../../studio-context.tsx';

/** Pastes images that were copied elsewhere, for those who do not use the keyboard; nothing where the browser cannot do it. */
export function PasteButton() {
  const studio = useStudio();
  const { readClipboard } = usePagePorts();
  const { images, problems } = useMessages();
  const [reading, setReading] = useState(false);
  if (readClipboard === null) return null;

  async function paste(read: NonNullable<typeof readClipboard>) {
    setReading(true);
    const files = await read();
    setReading(false);
    if ('kind' in files) studio.refuseFile(problems.clipboard, files);
    else await studio.receivePaste(async () => files);
  }

  return (
    <RestingButton
      variant="default"
      leftSection={<IconClipboard size={18} stroke={1.75} />}
      resting={reading}
      onClick={() => void paste(readClipboard)}
    >
      {images.paste}
    </RestingButton>
  );
}
