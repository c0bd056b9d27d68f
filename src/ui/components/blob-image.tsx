import { type ComponentPropsWithoutRef, useEffect, useState } from 'react';

interface BlobImageProps extends Omit<ComponentPropsWithoutRef<'img'>, 'src'> {
  readonly blob: Blob;
  readonly alt: string;
}

/** An `img` of bytes that are in memory; its address lives as long as it is shown. */
export function BlobImage({ blob, alt, ...rest }: BlobImageProps) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const created = URL.createObjectURL(blob);
    setAddress(created);
    return () => URL.revokeObjectURL(created);
  }, [blob]);
  return <img {...rest} src={address} alt={alt} decoding="async" draggable={false} />;
}
