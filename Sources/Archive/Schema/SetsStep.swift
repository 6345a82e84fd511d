extension SchemaStep {
  /// Everything that the JSON files of a results folder hold and a table or a question needs.
  ///
  /// The `id` columns join tables and nothing else: a rebuild gives other numbers. What has to last, an address or a
  /// coach's decision, names a set by `key` or a clip by `sha256`; and as a rebuild empties these tables, what is not
  /// in the JSON files must not hang on them by a cascade.
  /// Words are spelled out here: a later case of an enum needs a step that lets it in.
  static let sets = SchemaStep(
    name: "1-sets",
    sql: """
      CREATE TABLE clips (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*')
      ) STRICT;

      CREATE TABLE sets (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE CHECK (length(key) = 40 AND key NOT GLOB '*[^0-9a-f]*'),
        clipId INTEGER NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
        -- relative to the results folder
        folder TEXT NOT NULL UNIQUE,
        -- the earliest that an upload names
        date TEXT CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        toolVersion TEXT NOT NULL,
        profile TEXT NOT NULL CHECK (profile IN ('bench', 'ball-on-bench', 'ball', 'machine', 'incline45')),
        outcome TEXT NOT NULL
          CHECK (outcome IN ('assessed', 'noAthlete', 'noReps', 'notThisExercise', 'notAssessable')),
        reason TEXT,
        confidence TEXT NOT NULL CHECK (confidence IN ('high', 'fair', 'low')),
        -- seconds
        duration REAL NOT NULL,
        reps INTEGER NOT NULL CHECK (reps >= 0),
        attempts INTEGER NOT NULL CHECK (attempts >= 0),
        -- reps with at least one flag, and the flags of all reps
        flaggedReps INTEGER NOT NULL CHECK (flaggedReps BETWEEN 0 AND reps),
        flags INTEGER NOT NULL CHECK (flags >= 0),
        -- rules that could say nothing of any rep
        notAssessed INTEGER NOT NULL CHECK (notAssessed >= 0),
        worstRule TEXT,
        worstSeverity TEXT CHECK (worstSeverity IN ('info', 'mild', 'strong')),
        worstRep INTEGER,
        worstMessage TEXT,
        CHECK ((worstRule IS NULL) = (worstSeverity IS NULL)),
        CHECK ((worstRule IS NULL) = (worstMessage IS NULL))
      ) STRICT;
      CREATE INDEX sets_by_clip ON sets (clipId);
      CREATE INDEX sets_by_date ON sets (date DESC, key);

      CREATE TABLE reps (
        setId INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('rep', 'attempt')),
        number INTEGER NOT NULL,
        -- seconds from the start of the clip
        startTime REAL NOT NULL,
        topTime REAL NOT NULL,
        endTime REAL NOT NULL,
        -- degrees; null: not measured
        topDeviation REAL,
        topUncertainty REAL,
        rangeOfMotion REAL,
        -- seconds
        hold REAL NOT NULL,
        holdUncertainty REAL NOT NULL,
        ascent REAL,
        top REAL,
        descent REAL,
        bottom REAL,
        PRIMARY KEY (setId, kind, number)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE findings (
        setId INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
        -- order in the analysis: those of the reps, then those of the whole set
        position INTEGER NOT NULL,
        -- both null: a finding over the whole set
        repKind TEXT,
        repNumber INTEGER,
        -- of a finding over the whole set: a JSON list of the reps concerned
        repNumbers TEXT CHECK (repNumbers GLOB '[[]*]'),
        rule TEXT NOT NULL,
        verdict TEXT NOT NULL CHECK (verdict IN ('ok', 'notAssessed', 'borderline', 'flag')),
        severity TEXT NOT NULL CHECK (severity IN ('info', 'mild', 'strong')),
        value REAL,
        unit TEXT,
        uncertainty REAL,
        limitValue REAL,
        -- seconds from the start of the clip
        fromTime REAL NOT NULL,
        toTime REAL NOT NULL,
        message TEXT NOT NULL,
        reason TEXT,
        PRIMARY KEY (setId, position),
        FOREIGN KEY (setId, repKind, repNumber) REFERENCES reps (setId, kind, number) ON DELETE CASCADE,
        CHECK ((repKind IS NULL) = (repNumber IS NULL)),
        CHECK ((repKind IS NULL) = (repNumbers IS NOT NULL))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX findings_to_review ON findings (rule, verdict, severity) WHERE verdict IN ('borderline', 'flag');

      CREATE TABLE failures (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE CHECK (length(key) = 40 AND key NOT GLOB '*[^0-9a-f]*'),
        -- null: the file could not be read to its end
        clipId INTEGER REFERENCES clips (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('unreadable', 'unusable', 'badProfile', 'missingPart', 'tryAgain',
          'notWritten', 'timedOut', 'outOfMemory', 'crashed', 'bug')),
        message TEXT NOT NULL,
        exitStatus INTEGER,
        signal INTEGER,
        attempts INTEGER NOT NULL CHECK (attempts >= 0),
        quarantined INTEGER NOT NULL CHECK (quarantined IN (0, 1)),
        CHECK (exitStatus IS NULL OR signal IS NULL)
      ) STRICT;
      CREATE INDEX failures_by_clip ON failures (clipId);

      -- One path may have led to several results: with other options, or a newer formcheck.
      CREATE TABLE uploads (
        id INTEGER PRIMARY KEY,
        setId INTEGER REFERENCES sets (id) ON DELETE CASCADE,
        failureId INTEGER REFERENCES failures (id) ON DELETE CASCADE,
        path TEXT NOT NULL CHECK (path <> ''),
        athlete TEXT,
        profile TEXT,
        date TEXT CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        load TEXT,
        tempo TEXT,
        notes TEXT,
        UNIQUE (setId, path),
        UNIQUE (failureId, path),
        CHECK ((setId IS NULL) <> (failureId IS NULL))
      ) STRICT;
      CREATE INDEX uploads_by_path ON uploads (path);
      CREATE INDEX uploads_by_athlete ON uploads (athlete, setId);

      -- Names the schema for whoever opens the file without formcheck.
      CREATE TABLE about (
        schema TEXT NOT NULL
      ) STRICT;
      INSERT INTO about VALUES ('formcheck.archive/1');
      """)
}
