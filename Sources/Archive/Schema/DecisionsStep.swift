extension SchemaStep {
  /// The decisions of coaches, and what is to be reviewed.
  ///
  /// `decisions` mirrors `decisions.jsonl`; it hangs on no other table, since a rebuild empties those. The other tables
  /// are made from it and from the sets, and can be made again at any time.
  static let decisions = SchemaStep(
    name: "2-decisions",
    sql: """
      CREATE TABLE decisions (
        -- order in the file; nothing else
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        -- UTC
        made TEXT NOT NULL,
        coach TEXT NOT NULL,
        clip TEXT NOT NULL CHECK (length(clip) = 64 AND clip NOT GLOB '*[^0-9a-f]*'),
        setKey TEXT NOT NULL CHECK (length(setKey) = 40 AND setKey NOT GLOB '*[^0-9a-f]*'),
        -- null: the whole set; the times are seconds from the start of the clip
        repNumber INTEGER,
        repStart REAL,
        repTop REAL,
        repEnd REAL,
        rule TEXT,
        what TEXT NOT NULL CHECK (what IN ('agree', 'disagree', 'unsure', 'missed', 'bounds', 'note', 'undo')),
        reason TEXT CHECK (reason IN ('not-there', 'too-small', 'intended', 'misread', 'wrong-rep', 'other')),
        text TEXT,
        at REAL,
        boundStart REAL,
        boundEnd REAL,
        undoes TEXT,
        CHECK ((repNumber IS NULL) = (repStart IS NULL) AND (repNumber IS NULL) = (repTop IS NULL)
          AND (repNumber IS NULL) = (repEnd IS NULL)),
        CHECK ((what = 'disagree') = (reason IS NOT NULL)),
        CHECK ((what = 'undo') = (undoes IS NOT NULL)),
        CHECK ((what = 'bounds') = (boundStart IS NOT NULL) AND (what = 'bounds') = (boundEnd IS NOT NULL)),
        CHECK ((what = 'note') = (at IS NOT NULL))
      ) STRICT;
      CREATE INDEX decisions_by_clip ON decisions (clip);

      -- Has a row while decisions are forgotten or read again, within one transaction.
      CREATE TABLE decisionsMayGo (
        yes INTEGER NOT NULL
      ) STRICT;
      CREATE TRIGGER decisions_never_change BEFORE UPDATE ON decisions
      BEGIN
        SELECT RAISE(ABORT, 'a decision is never changed');
      END;
      CREATE TRIGGER decisions_never_go BEFORE DELETE ON decisions WHEN NOT EXISTS (SELECT 1 FROM decisionsMayGo)
      BEGIN
        SELECT RAISE(ABORT, 'a decision is undone by another one');
      END;

      -- How many bytes of the file are in the table.
      CREATE TABLE decisionsRead (
        bytes INTEGER NOT NULL
      ) STRICT;
      INSERT INTO decisionsRead VALUES (0);

      -- Which decision belongs to which rep of which analysis; a decision without a row here is stray.
      CREATE TABLE attachments (
        setId INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
        decisionNumber INTEGER NOT NULL REFERENCES decisions (number) ON DELETE CASCADE,
        -- both null: the whole set
        repKind TEXT CHECK (repKind IN ('rep', 'attempt')),
        repNumber INTEGER,
        isUndone INTEGER NOT NULL CHECK (isUndone IN (0, 1)),
        PRIMARY KEY (setId, decisionNumber),
        CHECK ((repKind IS NULL) = (repNumber IS NULL))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX attachments_by_decision ON attachments (decisionNumber);

      -- What each coach holds now of a rule in a rep.
      CREATE TABLE opinions (
        setId INTEGER NOT NULL,
        decisionNumber INTEGER NOT NULL,
        repKind TEXT,
        repNumber INTEGER,
        rule TEXT NOT NULL,
        coach TEXT NOT NULL,
        opinion TEXT NOT NULL CHECK (opinion IN ('agreed', 'disagreed', 'unsure', 'missed')),
        reason TEXT,
        PRIMARY KEY (setId, decisionNumber),
        FOREIGN KEY (setId, decisionNumber) REFERENCES attachments (setId, decisionNumber) ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;

      -- Findings that a coach should look at.
      CREATE TABLE reviews (
        setId INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
        repNumber INTEGER NOT NULL,
        position INTEGER NOT NULL,
        rule TEXT NOT NULL,
        verdict TEXT NOT NULL CHECK (verdict IN ('borderline', 'flag')),
        state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'agreed', 'disagreed', 'split', 'unsure')),
        PRIMARY KEY (setId, repNumber, position)
      ) STRICT, WITHOUT ROWID;

      -- Their reps, in the order in which to look at them.
      CREATE TABLE queue (
        place REAL NOT NULL,
        setKey TEXT NOT NULL,
        repNumber INTEGER NOT NULL,
        setId INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
        PRIMARY KEY (place, setKey, repNumber)
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX queue_by_set ON queue (setId, repNumber);

      -- The rep that shows best how it is done; null: none is without a flag.
      ALTER TABLE sets ADD COLUMN cleanRep INTEGER;

      -- place: the binary logarithm of severity x confidence x how new, negative, so that the first has the least.
      -- strong 4, mild 2, info 1, borderline 1/2; high 1, fair 0.8, low 0.5; half as much for every 28 days. As that
      -- factor shrinks alike for all, today's date does not matter. Without a date: older than everything.
      CREATE VIEW findingsToReview AS
      SELECT findings.setId, repNumber, position, rule, verdict, sets.key AS setKey,
        -(CASE WHEN verdict = 'borderline' THEN -1.0 WHEN severity = 'strong' THEN 2.0 WHEN severity = 'mild' THEN 1.0
            ELSE 0.0 END
          + CASE confidence WHEN 'high' THEN 0.0 WHEN 'fair' THEN -0.322 ELSE -1.0 END
          + coalesce(julianday(date), 0.0) / 28.0) AS place
      FROM findings JOIN sets ON sets.id = findings.setId
      WHERE verdict IN ('borderline', 'flag') AND repKind = 'rep';

      INSERT INTO reviews (setId, repNumber, position, rule, verdict)
      SELECT setId, repNumber, position, rule, verdict FROM findingsToReview;
      INSERT INTO queue SELECT min(place), setKey, repNumber, setId FROM findingsToReview GROUP BY setId, repNumber;
      UPDATE sets SET cleanRep = (
        SELECT repNumber FROM findings WHERE setId = sets.id AND repKind = 'rep' GROUP BY repNumber
        HAVING sum(verdict IN ('borderline', 'flag')) = 0 AND sum(verdict = 'ok') > 0
        ORDER BY sum(verdict = 'ok') DESC, repNumber LIMIT 1);
      """)
}
