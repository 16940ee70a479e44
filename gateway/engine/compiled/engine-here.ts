import type { OpenEngine } from '../engine';
import { openCompiledEngineWith } from './compiled-engine';
import { openPlannerInThread } from './planner/planner-here';

/** The engine that plans in this thread: for tools and tests that want many plans one after another. */
export const openCompiledEngineInThread: OpenEngine = (options) => openCompiledEngineWith(openPlannerInThread, options);
