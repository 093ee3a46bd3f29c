using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.Model;

namespace CyberIncidents.Application.Revisions;

/// <summary>What a piece of a text is in the comparison of two versions.</summary>
public enum PieceKind
{
    /// <summary>In both.</summary>
    Same,

    /// <summary>Only in the older one.</summary>
    Removed,

    /// <summary>Only in the newer one.</summary>
    Added,
}

/// <summary>A piece of a text that was compared.</summary>
/// <param name="Kind">Where it stands.</param>
/// <param name="Text">What it says.</param>
public sealed record TextPiece(PieceKind Kind, string Text);

/// <summary>What two people made of one text, put together.</summary>
/// <param name="Text">The proposal.</param>
/// <param name="Conflicts">At how many places both changed the same words: both versions stand there, as <c>[[theirs | mine]]</c>.</param>
public sealed record MergedText(string Text, int Conflicts);

/// <summary>Compares texts word by word; very long ones line by line, so that no text keeps the server busy.</summary>
public static class TextComparison
{
    private const int WordsUpTo = 8_000;
    private static readonly DelimiterChunker Words = new([' ', '\n', '\t', '.', ',', ';', ':', '!', '?', '(', ')', '"']);

    /// <summary>Compares two versions.</summary>
    /// <param name="before">The older one.</param>
    /// <param name="after">The newer one.</param>
    /// <returns>The pieces in order.</returns>
    public static IReadOnlyList<TextPiece> Compare(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var diff = Differ.Instance.CreateDiffs(before, after, false, false, ChunkerFor(before.Length + after.Length));
        var pieces = new List<TextPiece>();
        var at = 0;
        foreach (var block in diff.DiffBlocks)
        {
            Put(pieces, PieceKind.Same, diff.PiecesOld, at, block.DeleteStartA);
            Put(pieces, PieceKind.Removed, diff.PiecesOld, block.DeleteStartA, block.DeleteStartA + block.DeleteCountA);
            Put(pieces, PieceKind.Added, diff.PiecesNew, block.InsertStartB, block.InsertStartB + block.InsertCountB);
            at = block.DeleteStartA + block.DeleteCountA;
        }

        Put(pieces, PieceKind.Same, diff.PiecesOld, at, diff.PiecesOld.Count);
        return pieces;
    }

    /// <summary>Puts together what two people made of one text; where only one changed something, that stands.</summary>
    /// <param name="origin">What both began with.</param>
    /// <param name="theirs">What stands now.</param>
    /// <param name="mine">What was typed.</param>
    /// <returns>A proposal to read before it is saved.</returns>
    public static MergedText Merge(string origin, string theirs, string mine)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(theirs);
        ArgumentNullException.ThrowIfNull(mine);
        var chunker = ChunkerFor(Math.Max(theirs.Length, mine.Length) + origin.Length);
        var (left, right) = (
            Differ.Instance.CreateDiffs(origin, theirs, false, false, chunker), Differ.Instance.CreateDiffs(origin, mine, false, false, chunker));
        return new Merge3(left, right).Run();
    }

    // A word that was joined with its delimiter would be one piece with it.
    private static IChunker ChunkerFor(int length) => length > WordsUpTo ? LineEndingsPreservingChunker.Instance : Words;

    private static void Put(List<TextPiece> pieces, PieceKind kind, IReadOnlyList<string> from, int start, int end)
    {
        if (end > start)
        {
            pieces.Add(new TextPiece(kind, string.Concat(from.Skip(start).Take(end - start))));
        }
    }

    private sealed class Merge3(DiffResult left, DiffResult right)
    {
        private readonly System.Text.StringBuilder _text = new();
        private int _conflicts;

        public MergedText Run()
        {
            var (at, l, r) = (0, 0, 0);
            while (l < left.DiffBlocks.Count || r < right.DiffBlocks.Count)
            {
                var start = Math.Min(StartOf(left, l), StartOf(right, r));
                Copy(left.PiecesOld, at, start);
                var (end, l0, r0) = (start, l, r);
                Grow(ref end, ref l, ref r);
                Put(start, end, (l0, l), (r0, r));
                at = end;
            }

            Copy(left.PiecesOld, at, left.PiecesOld.Count);
            return new MergedText(_text.ToString(), _conflicts);
        }

        private static int StartOf(DiffResult diff, int block) => block < diff.DiffBlocks.Count ? diff.DiffBlocks[block].DeleteStartA : int.MaxValue;

        /// <summary>Takes in every change of either side that touches the region.</summary>
        private void Grow(ref int end, ref int l, ref int r)
        {
            var first = true;
            while (true)
            {
                if (Takes(left, l, end, first))
                {
                    end = Math.Max(end, left.DiffBlocks[l].DeleteStartA + left.DiffBlocks[l++].DeleteCountA);
                }
                else if (Takes(right, r, end, first))
                {
                    end = Math.Max(end, right.DiffBlocks[r].DeleteStartA + right.DiffBlocks[r++].DeleteCountA);
                }
                else
                {
                    return;
                }

                first = false;
            }
        }

        private static bool Takes(DiffResult diff, int block, int end, bool first) =>
            block < diff.DiffBlocks.Count && (diff.DiffBlocks[block].DeleteStartA < end || (diff.DiffBlocks[block].DeleteStartA == end && (first || diff.DiffBlocks[block].DeleteCountA == 0)));

        private void Put(int start, int end, (int From, int To) l, (int From, int To) r)
        {
            var (theirs, mine) = (Region(left, start, end, l), Region(right, start, end, r));
            if (l.From == l.To || theirs == mine)
            {
                _text.Append(mine);
            }
            else if (r.From == r.To)
            {
                _text.Append(theirs);
            }
            else
            {
                _text.Append("[[").Append(theirs).Append(" | ").Append(mine).Append("]]");
                _conflicts++;
            }
        }

        /// <summary>What one side made of a region of the origin.</summary>
        private static string Region(DiffResult diff, int start, int end, (int From, int To) blocks)
        {
            var text = new System.Text.StringBuilder();
            var at = start;
            for (var i = blocks.From; i < blocks.To; i++)
            {
                var block = diff.DiffBlocks[i];
                text.AppendJoin(string.Empty, diff.PiecesOld.Skip(at).Take(block.DeleteStartA - at));
                text.AppendJoin(string.Empty, diff.PiecesNew.Skip(block.InsertStartB).Take(block.InsertCountB));
                at = block.DeleteStartA + block.DeleteCountA;
            }

            return text.AppendJoin(string.Empty, diff.PiecesOld.Skip(at).Take(end - at)).ToString();
        }

        private void Copy(IReadOnlyList<string> pieces, int start, int end) =>
            _text.AppendJoin(string.Empty, pieces.Skip(start).Take(Math.Max(0, end - start)));
    }
}
