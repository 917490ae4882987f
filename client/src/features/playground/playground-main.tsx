import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { PlaygroundPage } from './playground-page.tsx';
import '../../styles/app.css';
import './playground.css';

const root = document.getElementById('root');
if (!root) throw new Error('playground.html has no element with the id "root".');
createRoot(root).render(
  <StrictMode>
    <PlaygroundPage />
  </StrictMode>,
);
