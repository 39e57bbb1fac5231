// Files that are dropped: taken wherever on the page, as elsewhere the browser would leave it for them.

const holdsFiles = (event) => Boolean(event.dataTransfer?.types.includes("Files")); // text goes where it is dropped

export function onFileDropped(take) {
  document.addEventListener("dragover", (event) => { if (holdsFiles(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) take(file);
  });
}
