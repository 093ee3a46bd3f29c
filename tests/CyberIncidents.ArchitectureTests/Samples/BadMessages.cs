using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using FluentValidation;
using MediatR;

// Each breaks one rule of messages; FaultlessQuery breaks none.
namespace CyberIncidents.ArchitectureTests.Samples
{
    [RequirePermission(Permission.SignedIn)]
    public sealed record FaultlessQuery : IQuery<int>;

    [RequirePermission(Permission.SignedIn)]
    public sealed record UnhandledQuery : IQuery<int>;

    [RequirePermission(Permission.SignedIn)]
    public sealed record TwiceHandledCommand : ICommand<int>;

    public sealed record UnguardedCommand : ICommand<int>;

    [AllowAnonymousRequest]
    public sealed record Misnamed : IQuery<int>;

    [RequirePermission(Permission.SignedIn)]
    public sealed record NeitherCommand : IRequest<int>;

    [RequirePermission(Permission.SignedIn)]
    public sealed record OpenlyHandledQuery : IQuery<int>;

    [RequirePermission(Permission.SignedIn)]
    public sealed record LooselyCheckedCommand : ICommand<int>;

    [RequirePermission(Permission.SignedIn)]
    public sealed record AwayQuery : IQuery<int>;

    internal sealed class FaultlessHandler : Answers<FaultlessQuery>;

    internal sealed class FirstHandler : Answers<TwiceHandledCommand>;

    internal sealed class SecondHandler : Answers<TwiceHandledCommand>;

    internal sealed class UnguardedHandler : Answers<UnguardedCommand>;

    internal sealed class MisnamedHandler : Answers<Misnamed>;

    internal sealed class NeitherHandler : Answers<NeitherCommand>;

    public sealed class OpenHandler : Answers<OpenlyHandledQuery>;

    internal sealed class LooseHandler : Answers<LooselyCheckedCommand>;

    public sealed class LooseValidator : AbstractValidator<LooselyCheckedCommand>;

    public abstract class Answers<T> : IRequestHandler<T, int>
        where T : IRequest<int>
    {
        public Task<int> Handle(T request, CancellationToken cancellationToken) => Task.FromResult(0);
    }
}

namespace CyberIncidents.ArchitectureTests.Samples.Elsewhere
{
    internal sealed class AwayHandler : Answers<AwayQuery>;
}
