using System.Security.Cryptography;
using System.Text;
using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Sharing;

/// <summary>One thing that left, with exactly what the receiver got.</summary>
public sealed class ReleaseItem : Entity, ISecured, IPartOf
{
    private ReleaseItem()
    {
        Content = string.Empty;
        Sha256 = string.Empty;
    }

    internal ReleaseItem(Release release, SubjectType type, Guid subjectId, string content, DateTimeOffset now)
        : base(now)
    {
        ReleaseId = release.Id;
        IncidentId = release.IncidentId;
        Tlp = release.Tlp;
        OwnTlp = release.MarkedAs;
        SubjectType = type;
        SubjectId = subjectId;
        Content = content;
        Sha256 = DigestOf(content);
    }

    /// <summary>The release.</summary>
    public Guid ReleaseId { get; private set; }

    /// <summary>The case; null where the release has none.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>The effective marking of the release.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The marking under which it left.</summary>
    public Tlp? OwnTlp { get; private set; }

    /// <summary>What kind of thing left.</summary>
    public SubjectType SubjectType { get; private set; }

    /// <summary>Which one.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>Exactly what left, as JSON; of one that waits, what would leave.</summary>
    public string Content { get; private set; }

    /// <summary>SHA-256 (FIPS 180-4) of the content's UTF-8, as 64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; private set; }

    (string Type, Guid Id) IPartOf.Aggregate => (nameof(Release), ReleaseId);

    /// <summary>The digest of a content.</summary>
    /// <param name="content">What leaves, as JSON.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string DigestOf(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    /// <summary>What left is hidden with its item, when that is marked more strictly later; never shown again by a laxer one.</summary>
    /// <param name="tlp">The item's marking.</param>
    public void Raise(Tlp tlp) => (OwnTlp, Tlp) = (ReleasePolicy.Strictest(OwnTlp ?? tlp, tlp), ReleasePolicy.Strictest(Tlp, tlp));

    internal void Adopt()
    {
        if (Sha256.Length == 0)
        {
            Sha256 = DigestOf(Content);
        }
    }

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;
}
