/** Whether a file is a video, by what the browser calls it, or by its name where it is not called anything. */
export function isVideo(path: string, mediaType: string): boolean {
  return mediaType === '' ? videoEnding.test(path) : mediaType.startsWith('video/');
}

const videoEnding = /\.(?:mp4|m4v|mov|qt|webm|mkv|avi|mpe?g|ogv|3gp|3g2|wmv|flv)$/i;
