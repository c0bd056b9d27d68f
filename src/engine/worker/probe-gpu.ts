import type { BackendProbe } from '../engine-ports.ts';

/** Names under which graphics drivers announce that the processor does the work. */
const softwareRenderer = /swiftshader|llvmpipe|softpipe|software|basic render|warp/i;

/** Looks for a WebGPU adapter and whether it is a real one. */
export async function probeWebGpu(): Promise<BackendProbe> {
  if (navigator.gpu === undefined) return unavailable('this browser has no WebGPU');
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) return unavailable('no WebGPU adapter was found');
  // Where the property stands has changed between versions of the standard.
  const { info } = adapter;
  const fallback = info?.isFallbackAdapter ?? (adapter as { isFallbackAdapter?: boolean }).isFallbackAdapter;
  const names = `${info?.vendor} ${info?.architecture} ${info?.device} ${info?.description}`;
  return { state: fallback === true || softwareRenderer.test(names) ? 'emulated' : 'present' };
}

/** Looks for WebGL 2 in a worker and whether a graphics processor is behind it. */
export function probeWebGl(): BackendProbe {
  if (typeof OffscreenCanvas === 'undefined') return unavailable('this browser has no OffscreenCanvas');
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (context === null) return unavailable('this browser has no WebGL 2');
  const debugInfo = context.getExtension('WEBGL_debug_renderer_info');
  const renderer: unknown = context.getParameter(
    debugInfo === null ? context.RENDERER : debugInfo.UNMASKED_RENDERER_WEBGL,
  );
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return { state: softwareRenderer.test(String(renderer)) ? 'emulated' : 'present' };
}

function unavailable(detail: string): BackendProbe {
  return { state: 'unavailable', detail };
}
