// A photo is cut to the shape of its place and made small before it is sent: two JPEGs, as large as the page allows. Drawing it anew also
// leaves behind where and when it was taken. Without this script the form is sent as it is, and the page says what to do.

type Target = { width: number; height: number; bytes: number };

const photoForm = document.querySelector<HTMLFormElement>('form[data-photo]');
const field = photoForm?.querySelector<HTMLInputElement>('input[type="file"]');

function targetsOf(text: string): Target[] {
  return text.split(' ').map((one) => {
    const numbers = one.split('x').map(Number);
    return { width: numbers[0] ?? 0, height: numbers[1] ?? 0, bytes: numbers[2] ?? 0 };
  });
}

/** The middle of the photo in the shape that is wanted. */
function drawn(photo: ImageBitmap, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const scale = Math.max(width / photo.width, height / photo.height);
  const w = photo.width * scale;
  const h = photo.height * scale;
  const context = canvas.getContext('2d');
  if (context) {
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.drawImage(photo, (width - w) / 2, (height - h) / 2, w, h);
  }
  return canvas;
}

const encoded = (canvas: HTMLCanvasElement, quality: number) => new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));

/** The best quality that fits; where none does, fewer pixels. */
async function fitted(photo: ImageBitmap, target: Target): Promise<Blob | null> {
  for (const part of [1, 0.75, 0.5]) {
    const canvas = drawn(photo, Math.round(target.width * part), Math.round(target.height * part));
    for (const quality of [0.82, 0.7, 0.58, 0.46, 0.34]) {
      const blob = await encoded(canvas, quality);
      if (blob && blob.size <= target.bytes) return blob;
    }
  }
  return null;
}

async function send(to: HTMLFormElement, file: File): Promise<boolean> {
  const photo = await createImageBitmap(file);
  const made = await Promise.all(targetsOf(to.dataset['photo'] ?? '').map((target) => fitted(photo, target)));
  const large = made[0];
  const small = made[1];
  if (!large || !small) return false;
  const body = new FormData();
  body.append('large', large, 'large.jpg');
  body.append('small', small, 'small.jpg');
  const answer = await fetch(to.action, { method: 'POST', body });
  if (!answer.ok) return false;
  location.assign(answer.url);
  return true;
}

/** What cannot be made small here is sent as it is: the page says what is wrong with it. */
async function sendOrLeave(to: HTMLFormElement, file: File): Promise<void> {
  try {
    if (await send(to, file)) return;
  } catch {
    // Not a picture that this browser can read.
  }
  to.submit();
}

if (photoForm && field && typeof createImageBitmap === 'function') {
  photoForm.addEventListener('submit', (event) => {
    const file = field.files?.[0];
    if (!file) return;
    event.preventDefault();
    void sendOrLeave(photoForm, file);
  });
}
