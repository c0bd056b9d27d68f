import * as Comlink from 'comlink';
import { isFailure } from '../../../core/shared/failure.ts';
import { loadPart } from '../../../core/shared/load-part.ts';
import type { DecoderApi } from './decoder-answer.ts';

const api: DecoderApi = {
  async decode(format, bytes) {
    // Each decoder is fetched with the first file that needs it.
    const decode = await loadPart(() =>
      format === 'heic'
        ? import('./load-heic-decoder.ts').then(({ loadHeicDecoder }) => loadHeicDecoder())
        : import('./decode-tiff.ts').then(({ decodeTiff }) => decodeTiff),
    );
    if (isFailure(decode)) return { kind: 'decoder-unreachable', format, detail: decode.detail };
    const answer = await decode(bytes);
    return 'kind' in answer ? answer : Comlink.transfer(answer, [answer.bitmap]);
  },
};
Comlink.expose(api);
