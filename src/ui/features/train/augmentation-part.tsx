import { useState } from 'react';
import { countCopies } from '../../../core/images/augment-image.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';

const AugmentationForm = createLazyPart(
  async () => (await import('./augmentation-form.tsx')).AugmentationForm,
);

/** The line that opens what can be chosen about copies; it says how many there are. */
export function AugmentationPart() {
  const { augmentation } = useMessages();
  const copies = useStudioState(({ settings }) => countCopies(settings, settings.copiesPerImage));
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <Disclosure title={augmentation.title(copies)} onOpen={() => setWasOpened(true)}>
      {wasOpened && <AugmentationForm />}
    </Disclosure>
  );
}
