import '@mantine/core/styles/ScrollArea.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMessages } from '../messages-context.ts';

interface DialogProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly size?: number;
  readonly children: ReactNode;
}

/** A dialog in front of the page; focus stays inside and returns to where it was. Loaded when the first one opens. */
export function Dialog({ title, onClose, size = 560, children }: DialogProps) {
  const { general } = useMessages();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      radius="lg"
      centered
      closeButtonProps={{ 'aria-label': general.close, size: 44 }}
      overlayProps={{ backgroundOpacity: 0.45, blur: 2 }}
      transitionProps={{ duration: 120 }}
      styles={{
        title: { fontSize: '1.125rem', fontWeight: 650, letterSpacing: '-0.01em' },
        content: { background: 'var(--surface)' },
        header: { background: 'var(--surface)', paddingBlock: 12 },
      }}
    >
      {children}
    </Modal>
  );
}
