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

/** Looks for WebGL 2 with 32-bit render targets in a worker, and whether a graphics processor is behind it. */
export function probeWebGl(): BackendProbe {
  if (typeof OffscreenCanvas === 'undefined') return unavailable('this browser has no OffscreenCanvas');
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (context === null) return unavailable('this browser has no WebGL 2');
  try {
    if (!rendersFloat32(context)) {
      return unavailable('this graphics processor keeps numbers in 16 bits only, too coarse to train with');
    }
    const debugInfo = context.getExtension('WEBGL_debug_renderer_info');
    const renderer: unknown = context.getParameter(
      debugInfo === null ? context.RENDERER : debugInfo.UNMASKED_RENDERER_WEBGL,
    );
    return { state: softwareRenderer.test(String(renderer)) ? 'emulated' : 'present' };
  } finally {
    context.getExtension('WEBGL_lose_context')?.loseContext();
  }
}

/**
 * Whether results can be written to textures of 32-bit numbers. With 16 bits the squares of small gradients, by which
 * Adam divides, become zero and the loss is not finite, while the base model's embedding still passes for right.
 */
function rendersFloat32(gl: WebGL2RenderingContext): boolean {
  if (gl.getExtension('EXT_color_buffer_float') === null) return false;
  // Some drivers announce the extension and still refuse the texture.
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.R32F, 1, 1);
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  return gl.checkFramebufferStatus(gl.FRAMEBUFFER) === gl.FRAMEBUFFER_COMPLETE;
}

function unavailable(detail: string): BackendProbe {
  return { state: 'unavailable', detail };
}
