import { type ReactNode, useId } from 'react';
import fileInput from './file-input.module.css';
import classes from './file-picker.module.css';

interface FilePickerProps {
  /** The accessible name of the file input; the visible text where `text` is missing. */
  readonly label: string;
  readonly text?: string;
  readonly icon: ReactNode;
  /** Not called with an empty list, except for an empty folder. */
  readonly onPick: (files: FileList) => void;
  /** Called when the person closes the picker without a choice, or, in some browsers, chooses an empty folder. */
  readonly onNothing?: () => void;
  readonly accept?: string;
  readonly multiple?: boolean;
  /** Picks a folder with all that is in it. */
  readonly folder?: boolean;
  /** Whether it does nothing for now; the keyboard stays on it, unlike with `disabled`. */
  readonly resting?: boolean;
  readonly quiet?: boolean;
}

/** A native file input that looks like a button: found by its label, opened with the keyboard like any other. */
export function FilePicker(props: FilePickerProps) {
  const id = useId();
  const { label, text, icon, onPick, onNothing, accept, multiple, folder, resting, quiet } = props;
  return (
    <label
      htmlFor={id}
      className={classes.button}
      data-quiet={quiet || undefined}
      data-disabled={resting || undefined}
    >
      <input
        // React has no `onCancel` for file inputs.
        ref={(input) => {
          if (onNothing === undefined) return;
          input?.addEventListener('cancel', onNothing);
          return () => input?.removeEventListener('cancel', onNothing);
        }}
        id={id}
        type="file"
        className={fileInput.input}
        aria-label={label}
        accept={accept}
        multiple={multiple || folder}
        aria-disabled={resting}
        {...(folder ? { webkitdirectory: '' } : {})}
        onClick={(event) => {
          if (resting) event.preventDefault();
        }}
        onChange={(event) => {
          const input = event.currentTarget;
          if (input.files !== null && (input.files.length > 0 || folder)) onPick(input.files);
          // The same file can be picked again.
          input.value = '';
        }}
      />
      <span aria-hidden className={classes.icon}>
        {icon}
      </span>
      <span aria-hidden>{text ?? label}</span>
    </label>
  );
}
