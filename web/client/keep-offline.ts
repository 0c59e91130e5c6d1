// Without a network every elder page still answers with words and a telephone number: a service worker keeps that one page.

navigator.serviceWorker?.register('/build/offline.js', { scope: '/' }).catch(() => undefined);
