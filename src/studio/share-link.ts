import type { QrFormat } from '../core/export/qr-code/write-qr-file.ts';
import { isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { StudioContext } from './studio-context.ts';

/** Hands the QR code of a link to the person. */
export function createLinkSharer({ ports, announce, describe }: StudioContext) {
  return {
    async downloadQrCode(address: string, label: string, format: QrFormat): Promise<void> {
      const part = await loadPart(() => import('../core/export/qr-code/write-qr-file.ts'));
      if (isFailure(part)) return announce(describe(part));
      const file = part.writeQrFile(address, label, format);
      const problem = await ports.downloadFile(file);
      const { exportDone } = ports.messages.announcements;
      announce(problem === null ? exportDone(file.fileName, file.bytes.length, []) : describe(problem));
    },
  };
}
