import { createStore } from 'zustand/vanilla';
import type { Failure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import { createImageAdder } from './add-images.ts';
import { createSampleAdmitter } from './admit-samples.ts';
import { recallCameraOptions } from './camera-options.ts';
import { createCameraEditor } from './change-camera.ts';
import { createCardEditor } from './change-card-fields.ts';
import { createNoneThresholdEditor } from './change-none-threshold.ts';
import { createSettingsEditor } from './change-settings.ts';
import { createImageChecker } from './check-images.ts';
import { createLabelChecker } from './check-labels.ts';
import { createClaimStore } from './claim-store.ts';
import { connectEditHistory } from './connect-edit-history.ts';
import { createCompressionMeasurer } from './create-compression-measurer.ts';
import { createEmbeddingMapper } from './create-embedding-mapper.ts';
import type { Experiments } from './create-experiments.ts';
import { createInputSizeMeasurer } from './create-input-size-measurer.ts';
import { createManyPredictor } from './create-many-predictor.ts';
import { createModelOpener } from './create-model-opener.ts';
import { createOpenedEvaluator } from './create-opened-evaluator.ts';
import { createProjectKeeper } from './create-project-keeper.ts';
import { createSettingsFinder } from './create-settings-finder.ts';
import { createShiftMeasurer } from './create-shift-measurer.ts';
import { createSpeedMeasurer } from './create-speed-measurer.ts';
import { describeFailure } from './describe-failure.ts';
import { createDataSetDownload } from './download-data-set.ts';
import { createClassEditor } from './edit-classes.ts';
import { createRunEditor } from './edit-runs.ts';
import { createSampleEditor } from './edit-samples.ts';
import { createWaitingSamplesEmbedder } from './embed-waiting-samples.ts';
import { createEmbeddingStore } from './embedding-store.ts';
import { createEngineAccess } from './engine-access.ts';
import { createCopyEstimator } from './estimate-copies.ts';
import { createModelExporter } from './export-model.ts';
import { createExportRunner } from './export-runner.ts';
import { createNearDuplicateFinder } from './find-near-duplicates.ts';
import { createImporter } from './import-files.ts';
import { createImportSession } from './import-session.ts';
import { createInTurn } from './in-turn.ts';
import { createFindingMender } from './mend-findings.ts';
import { noOpenedModel } from './opened-model.ts';
import { partFetches } from './part-fetches.ts';
import { createPredictor } from './predict-image.ts';
import { createProjectKeeping } from './project-keeping.ts';
import { createEmptyProject, createProjectSwitcher } from './project-switcher.ts';
import { recallFetching, rememberFetching } from './recall-fetching.ts';
import { isBackendName } from './remember-reports.ts';
import { createProjectSaver } from './save-project.ts';
import { createOfferSettler } from './settle-offer.ts';
import { createLinkSharer } from './share-link.ts';
import { shortenText } from './shorten-text.ts';
import { createEngineStarter, recallBackend, recallInputSize } from './start-engine.ts';
import { createStorageRoom } from './storage-room.ts';
import type { Studio } from './studio.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioPorts } from './studio-ports.ts';
import type { StudioState } from './studio-state.ts';
import { createFrameTaker } from './take-frames.ts';
import { createTrainer } from './train-head.ts';

/** While images come in, the browser is asked this often how much room is left. */
const storagePauseMs = 5000;

/** Puts the studio together. Nothing runs before `startEngine`. */
export function createStudio(ports: StudioPorts): Studio {
  const store = createStore<StudioState>(() => createInitialState(ports));
  const plainContext = {
    ports,
    store,
    engine: createEngineAccess(ports.engine, store),
    embeddings: createEmbeddingStore(),
    claims: createClaimStore(),
    announce: (announcement: string) => store.setState({ announcement }),
    describe: (failure: Failure) => describeFailure(failure, ports.messages),
  };
  const readStorage = async () => store.setState({ storage: await ports.storage.readFacts() });
  const edits = connectEditHistory(plainContext, () => embedder.goOn());
  const keeper = createProjectKeeper(plainContext, readStorage);
  const context: StudioContext = { ...plainContext, edits, keeper };
  let storageReadMs = ports.clock.now();
  store.subscribe(({ importing }, before) => {
    if (importing === before.importing) return;
    if (importing !== null && ports.clock.now() - storageReadMs < storagePauseMs) return;
    storageReadMs = ports.clock.now();
    void readStorage();
  });
  const session = createImportSession(context);
  const embedder = createWaitingSamplesEmbedder(context, session);
  const starter = createEngineStarter(context, embedder.goOn);
  const classEditor = createClassEditor(context);
  const admitter = createSampleAdmitter(context, session, createStorageRoom(context, readStorage));
  const adder = createImageAdder(context, session, admitter, embedder);
  const importer = createImporter(context, session, admitter, embedder, adder, classEditor.addClass);
  const predictor = createPredictor(context);
  const finder = createNearDuplicateFinder(context.embeddings);
  const sampleEditor = createSampleEditor(context);
  const settingsEditor = createSettingsEditor(context);
  const trainer = createTrainer(context, session, embedder, finder, predictor.predictAgain);
  const settingsFinder = createSettingsFinder(context, embedder, finder, trainer);
  const exportRunner = createExportRunner(context);
  const inTurn = createInTurn();
  const switcher = createProjectSwitcher(context, session, inTurn, readStorage, embedder.goOn);
  let experiments: Experiments | null = null;
  const stopWork = () => {
    experiments?.stop();
    session.stop();
    embedder.stop();
    trainer.stopTraining();
    settingsFinder.stopFinding();
  };

  return {
    store,
    ...switcher,
    ...createProjectKeeping(context, inTurn, readStorage, stopWork),
    ...createOfferSettler(context, importer, switcher),
    startEngine: starter.startEngine,
    stopStart: starter.stopStart,
    chooseBackend: (wantedBackend) => starter.changeEngine({ wantedBackend }),
    measureBackends: starter.measureBackends,
    chooseBaseModel: (wantedBaseModel) => starter.changeEngine({ wantedBaseModel }),
    chooseInputSize: (inputSize) => starter.changeEngine({ inputSize }),

    ...classEditor,
    ...sampleEditor,
    ...createImageChecker(context, finder),
    ...createLabelChecker(context, finder),
    ...createFindingMender(context, sampleEditor, settingsEditor),
    undo: edits.undo,
    redo: edits.redo,

    addImages: adder.addImages,
    addBurst: adder.addBurst,
    ...createFrameTaker(context, session, adder),
    ...createCameraEditor(context),
    ...createCardEditor(context),
    importFiles: importer.importFiles,
    receiveDrop: importer.receiveDrop,
    receivePaste: importer.receivePaste,
    refuseFile(file, failure) {
      session.begin();
      session.leaveOut([{ file: shortenText(file), failure }]);
      session.explainNothing(file, failure);
      session.end();
    },
    enterClass: (usedClassId) => store.setState({ usedClassId }),
    importSampleImages: importer.importSampleImages,
    stopImport() {
      if (store.getState().importing === null) return;
      session.stop();
      embedder.stop();
    },
    async continueImport() {
      await embedder.embedWaitingSamples();
    },
    dismissProblems: () => store.setState({ problems: [] }),
    dismissRemarks: () => store.setState({ remarks: [] }),
    sayNothingChosen: () => context.announce(ports.messages.announcements.nothingChosen),

    ...settingsEditor,
    ...createCopyEstimator(context, finder),
    train: trainer.train,
    stopTraining: trainer.stopTraining,
    ...settingsFinder,
    ...createRunEditor(context, predictor.predictAgain),

    async openExperiments() {
      const part = await loadPart(() => import('./create-experiments.ts'));
      if ('kind' in part) return part;
      experiments ??= part.createExperiments(context);
      return experiments;
    },

    predictFile: predictor.predictFile,
    predictFrame: predictor.predictFrame,
    clearPrediction: predictor.clearPrediction,
    showHeatMap: predictor.showHeatMap,
    ...createNoneThresholdEditor(context),
    ...createModelOpener(context, predictor),
    ...createOpenedEvaluator(context),

    ...createEmbeddingMapper(context),
    ...createCompressionMeasurer(context),
    ...createShiftMeasurer(context),
    ...createInputSizeMeasurer(context, embedder, finder),
    ...createSpeedMeasurer(context),
    ...createManyPredictor(context),

    ...createModelExporter(context, exportRunner),
    ...createDataSetDownload(context, exportRunner),
    ...createProjectSaver(context, exportRunner),
    ...createLinkSharer(context),
    partFetches,
    stopExport: exportRunner.stopExport,
    skipCheck: exportRunner.skipCheck,
    allowFetching(fetchesProgram) {
      store.setState({ fetchesProgram });
      rememberFetching(ports.preferences, fetchesProgram);
    },
  };
}

function createInitialState(ports: StudioPorts): StudioState {
  const { preferences, askedBackend } = ports;
  return {
    ...createEmptyProject(ports, { phase: 'off', reason: 'not-opened' }),
    camera: recallCameraOptions(preferences),
    fetchesProgram: recallFetching(ports),
    engine: { phase: 'starting', step: null },
    wantedBackend: isBackendName(askedBackend) ? askedBackend : recallBackend(preferences),
    wantedBaseModel: { kind: 'built-in' },
    inputSize: recallInputSize(preferences),
    choiceFailure: null,
    speed: { phase: 'idle' },
    usedClassId: null,
    storage: null,
    videos: [],
    undoable: null,
    redoable: null,
    importing: null,
    offeredProjects: null,
    heatMapShown: false,
    opened: noOpenedModel,
    usesOpened: false,
    announcement: '',
  };
}
