/** A photo as large as it needs to be: phones take twenty times of what a page shows. */

const LONGEST_SIDE = 2560;
const ENOUGH_BYTES = 1_500_000;
const READABLE = /^image\/(jpeg|png|webp|heic|heif)$/;

/** The same file where nothing is gained, or where the browser cannot read it (HEIC outside of Safari). */
export async function smaller(file) {
  if (!READABLE.test(file.type)) return file;
  try {
    // Upright, whichever way the camera was held; everything else that the file tells stays here.
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const factor = LONGEST_SIDE / Math.max(picture.width, picture.height);
    if (factor >= 1 && file.size <= ENOUGH_BYTES) return file;
    const blob = await drawn(picture, Math.min(factor, 1));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file;
  }
}

function drawn(picture, factor) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * factor);
  canvas.height = Math.round(picture.height * factor);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white"; // behind what is transparent
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
}
